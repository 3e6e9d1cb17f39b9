import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { countInWords, shortDay } from "../lib/days.ts";
import { dayInWords } from "../lib/time-words.ts";
import classes from "./chart.module.css";
import type { DayCounts, Series } from "./day-series.ts";

const TICK = { fill: "var(--cb-quiet)", fontSize: 12 };

interface StackedDaysProps {
  days: DayCounts[];
  series: Series[];
}

/** Bars of days, one series on the other. */
export function StackedDays({ days, series }: StackedDaysProps) {
  return (
    <ResponsiveContainer width="100%" height={200}>
      <BarChart
        data={days}
        margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--cb-line)" />
        <XAxis
          dataKey="day"
          tickFormatter={shortDay}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--cb-line-strong)" }}
          minTickGap={28}
        />
        <YAxis
          allowDecimals={false}
          tickFormatter={countInWords}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width="auto"
        />
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
