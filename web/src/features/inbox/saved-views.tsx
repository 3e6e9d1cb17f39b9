import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { MoreItem, MoreMenu } from "../../ui/more-menu.tsx";
import side from "../../ui/side-list.module.css";
import { filtersOfView, type InboxFilters, viewQuery } from "./inbox-search.ts";
import classes from "./saved-views.module.css";
import { useViews, type View } from "./use-views.ts";

const dialogs = () => import("./view-dialogs.tsx");
const SaveViewDialog = lazy(() => dialogs().then((all) => ({ default: all.SaveViewDialog })));
const RenameViewDialog = lazy(() => dialogs().then((all) => ({ default: all.RenameViewDialog })));
const DeleteViewDialog = lazy(() => dialogs().then((all) => ({ default: all.DeleteViewDialog })));

interface SavedViewsProps {
  filters: InboxFilters;
  openId?: string;
  /** A view was followed, so the page that covers the list can go. */
  onFollow: () => void;
}

/** The reader's own searches by name, and the way to keep the present one. */
export function SavedViews({ filters, openId, onFollow }: SavedViewsProps) {
  const { data: views = [] } = useViews();
  const [saving, setSaving] = useState(false);
  const current = viewQuery(filters);
  const isActive = (view: View) => viewQuery(filtersOfView(view.query)) === current;
  const offersSave = current !== "" && !views.some(isActive);
  if (views.length === 0 && !offersSave) return null;
  return (
    <section className={classes.views} aria-labelledby="views-heading">
      <h2 id="views-heading" className={side.heading}>
        {t`Views`}
      </h2>
      {views.length > 0 && (
        <ul className={side.list}>
          {views.map((view) => (
            <li key={view.id} className={classes.item}>
              <Link
                to="/"
                search={{ ...filtersOfView(view.query), message: openId }}
                className={classes.link}
                activeOptions={{ exact: true }}
                aria-current={isActive(view) ? "true" : undefined}
                data-active={isActive(view)}
                onClick={onFollow}
              >
                {view.name}
              </Link>
              <ViewMenu view={view} />
            </li>
          ))}
        </ul>
      )}
      {offersSave && (
        <Button variant="subtle" className={classes.save} onClick={() => setSaving(true)}>
          {t`Save this view`}
        </Button>
      )}
      {saving && (
        <Suspense>
          <SaveViewDialog query={current} onClose={() => setSaving(false)} />
        </Suspense>
      )}
    </section>
  );
}

function ViewMenu({ view }: { view: View }) {
  const [act, setAct] = useState<"rename" | "delete">();
  const { name } = view;
  const close = () => setAct(undefined);
  return (
    <>
      <MoreMenu label={t`More for the view ${name}`} width={160} small className={classes.more}>
        <MoreItem onChoose={() => setAct("rename")}>{t`Rename`}</MoreItem>
        <MoreItem onChoose={() => setAct("delete")}>{t`Delete`}</MoreItem>
      </MoreMenu>
      <Suspense>
        {act === "rename" && <RenameViewDialog view={view} onClose={close} />}
        {act === "delete" && <DeleteViewDialog view={view} onClose={close} />}
      </Suspense>
    </>
  );
}
