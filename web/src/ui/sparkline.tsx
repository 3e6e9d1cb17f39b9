import classes from "./sparkline.module.css";

const HEIGHT = 26;
const STEP = 4;

interface SparklineProps {
  /** One for each day, the oldest first. */
  counts: number[];
  /** What went wrong on these days, on top of the others. */
  failed?: number[];
}

/** How much there was from day to day, at a glance. It is for the eye: what stands beside it says the sum. */
export function Sparkline({ counts, failed = [] }: SparklineProps) {
  const most = Math.max(1, ...counts.map((count, day) => count + (failed[day] ?? 0)));
  const tall = (count: number) => (count > 0 ? Math.max(2, (count / most) * (HEIGHT - 2)) : 0);
  return (
    <svg
      className={classes.sparkline}
      width={counts.length * STEP}
      height={HEIGHT}
      viewBox={`0 0 ${counts.length * STEP} ${HEIGHT}`}
      aria-hidden="true"
    >
      {counts.map((count, day) => {
        const [good, bad] = [tall(count), tall(failed[day] ?? 0)];
        return (
          <g key={day} transform={`translate(${day * STEP} 0)`}>
            <rect className={classes.ground} y={HEIGHT - 1} width={STEP - 1} height={1} />
            <rect className={classes.good} y={HEIGHT - good} width={STEP - 1} height={good} />
            <rect className={classes.bad} y={HEIGHT - good - bad} width={STEP - 1} height={bad} />
          </g>
        );
      })}
    </svg>
  );
}
