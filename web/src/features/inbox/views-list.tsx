import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { MoreMenu } from "../../ui/more-menu.tsx";
import rail from "../../ui/rail.module.css";
import { filtersOf, filtersOfView, type InboxSearch, viewQuery } from "./inbox-search.ts";
import { useViews, type View } from "./use-views.ts";
import classes from "./views-list.module.css";

const dialogs = () => import("./view-dialogs.tsx");
const RenameViewDialog = lazy(() => dialogs().then((all) => ({ default: all.RenameViewDialog })));
const DeleteViewDialog = lazy(() => dialogs().then((all) => ({ default: all.DeleteViewDialog })));

interface ViewsListProps {
  /** What the inbox shows now. */
  search: InboxSearch;
  /** A view was followed. */
  onFollow?: () => void;
}

/** The reader's own searches by name. */
export function ViewsList({ search, onFollow }: ViewsListProps) {
  const { data: views = [] } = useViews();
  const current = viewQuery(filtersOf(search));
  if (views.length === 0) return null;
  return (
    <section className={rail.section} aria-labelledby="views-heading">
      <span id="views-heading" className={rail.heading}>
        {t`Views`}
      </span>
      <ul className={rail.list}>
        {views.map((view) => {
          const filters = filtersOfView(view.query);
          return (
            <li key={view.id} className={classes.item}>
              <Link
                to="/"
                search={{ ...filters, message: search.message }}
                className={`${rail.link} ${classes.view}`}
                data-place
                aria-current={viewQuery(filters) === current ? "true" : undefined}
                onClick={onFollow}
              >
                <bdi className={rail.words}>{view.name}</bdi>
              </Link>
              <ViewMenu view={view} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function ViewMenu({ view }: { view: View }) {
  const [act, setAct] = useState<"rename" | "delete">();
  const { name } = view;
  const close = () => setAct(undefined);
  return (
    <>
      <MoreMenu
        label={t`More for the view ${name}`}
        width={160}
        small
        className={classes.more}
        acts={[
          { words: t`Rename`, onChoose: () => setAct("rename") },
          { words: t`Delete`, onChoose: () => setAct("delete") },
        ]}
      />
      <Suspense>
        {act === "rename" && <RenameViewDialog view={view} onClose={close} />}
        {act === "delete" && <DeleteViewDialog view={view} onClose={close} />}
      </Suspense>
    </>
  );
}
