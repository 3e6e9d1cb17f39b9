import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { countInWords } from "../lib/days.ts";
import { dayInWords } from "../lib/time-words.ts";
import classes from "./chart.module.css";
import { COUNT_AXIS, DAY_AXIS, GRID, MARGIN } from "./day-axes.ts";
import type { DayCounts, Series } from "./day-series.ts";

interface StackedDaysProps {
  days: DayCounts[];
  series: Series[];
}

/** Bars of days, one series on the other. */
export function StackedDays({ days, series }: StackedDaysProps) {
  return (
    <ResponsiveContainer width="100%" height={200}>
      <BarChart data={days} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid {...GRID} />
        <XAxis {...DAY_AXIS} />
        <YAxis {...COUNT_AXIS} />
        <Tooltip
          cursor={{ fill: "var(--cb-hover)" }}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const day = payload[0]?.payload as DayCounts | undefined;
            return active && day ? <Tip day={day} series={series} /> : null;
          }}
        />
        {series.map(({ key, ink }) => (
          <Bar
            key={key}
            dataKey={(day: DayCounts) => day.counts[key] ?? 0}
            stackId="day"
            fill={ink}
            maxBarSize={28}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function Tip({ day, series }: { day: DayCounts; series: Series[] }) {
  return (
    <div className={classes.tip}>
      <strong>{dayInWords(day.day)}</strong>
      {series.map(({ key, name, ink }) => (
        <span key={key} className={classes.tipLine}>
          <span className={classes.keyItem}>
            <span className={classes.swatch} style={{ background: ink }} />
            {name}
          </span>
          <span>{countInWords(day.counts[key] ?? 0)}</span>
        </span>
      ))}
    </div>
  );
}
