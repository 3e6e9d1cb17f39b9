import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { countInWords } from "../../lib/days.ts";
import { ChartKey, ChartTip, EDGE, INKS, SERIES } from "./chart-parts.tsx";
import type { CountryCounts } from "./figures.ts";

type Row = CountryCounts & { name: string };

const ROW_PX = 58;
const AXIS_PX = 30;
const tick = { fill: "var(--cb-quiet)", fontSize: 12 };
const nameTick = { fill: "var(--mantine-color-text)", fontSize: 13 };

export function CountryChart({ countries }: { countries: Row[] }) {
  return (
    <>
      <ChartKey />
      <ResponsiveContainer width="100%" height={countries.length * ROW_PX + AXIS_PX}>
        <BarChart
          data={countries}
          layout="vertical"
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          barCategoryGap={10}
          barGap={2}
          accessibilityLayer={false}
        >
          <XAxis
            type="number"
            allowDecimals={false}
            tickFormatter={countInWords}
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: "var(--cb-line-strong)" }}
          />
          <YAxis
            type="category"
            dataKey="name"
            tick={nameTick}
            tickLine={false}
            axisLine={false}
            width={112}
          />
          <Tooltip
            cursor={{ fill: "var(--cb-hover)" }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = payload[0]?.payload as Row | undefined;
              return active && row ? <ChartTip title={row.name} counts={row} /> : null;
            }}
          />
          {SERIES.map((series) => (
            <Bar
              key={series}
              dataKey={series}
              fill={INKS[series]}
              stroke={series === "sent" ? EDGE : undefined}
              radius={[0, 3, 3, 0]}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </>
  );
}
