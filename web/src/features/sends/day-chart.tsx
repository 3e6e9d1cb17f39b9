import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { dayInWords } from "../../lib/time-words.ts";
import { COUNT_AXIS, DAY_AXIS, GRID, MARGIN } from "../../ui/day-axes.ts";
import { ChartKey, ChartTip, EDGE, INKS } from "./chart-parts.tsx";
import type { DayCounts } from "./figures.ts";

/** More days than this, and dots would cover the lines. */
const FEW_DAYS = 31;

/** Bars, a line and a dashed line: told apart without their colours too. */
export function DayChart({ days }: { days: DayCounts[] }) {
  const dot = days.length <= FEW_DAYS && { r: 2.5 };
  return (
    <>
      <ChartKey />
      <ResponsiveContainer width="100%" height={260}>
        <ComposedChart data={days} margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid {...GRID} />
          <XAxis {...DAY_AXIS} />
          <YAxis {...COUNT_AXIS} />
          <Tooltip
            cursor={{ fill: "var(--cb-hover)" }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const day = payload[0]?.payload as DayCounts | undefined;
              return active && day ? <ChartTip title={dayInWords(day.day)} counts={day} /> : null;
            }}
          />
          <Bar
            dataKey="sent"
            fill={INKS.sent}
            stroke={EDGE}
            radius={[3, 3, 0, 0]}
            maxBarSize={36}
            isAnimationActive={false}
          />
          <Line
            dataKey="delivered"
            stroke={INKS.delivered}
            strokeWidth={2}
            dot={dot && { ...dot, fill: INKS.delivered, strokeWidth: 0 }}
            isAnimationActive={false}
          />
          <Line
            dataKey="verified"
            stroke={INKS.verified}
            strokeWidth={2}
            strokeDasharray="5 4"
            dot={dot && { ...dot, fill: INKS.verified, strokeWidth: 0 }}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </>
  );
}
