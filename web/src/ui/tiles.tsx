import classes from "./tiles.module.css";

/** Figures at a glance: what each is called, how large it is, and what it means where that is not clear. */
export function Tiles({ tiles }: { tiles: [name: string, value: string, words?: string][] }) {
  return (
    <dl className={classes.tiles} data-count={tiles.length}>
      {tiles.map(([name, value, words]) => (
        <div key={name} className={classes.tile}>
          <dt className={classes.tileName}>{name}</dt>
          <dd className={classes.tileValue}>
            {value} {words && <span className={classes.tileWords}>{words}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
