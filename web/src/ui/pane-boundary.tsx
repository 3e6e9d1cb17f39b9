import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { isGone } from "../lib/reload-once.ts";
import { Notice } from "./notice.tsx";
import classes from "./pane-boundary.module.css";

interface PaneBoundaryProps {
  /** What the reader knows the pane by. */
  name: string;
  /** What the pane is about: with another one it is drawn anew. */
  about?: string;
  children: ReactNode;
}

interface PaneBoundaryState {
  failure?: unknown;
  about?: string;
}

/**
 * Keeps a fault of the page to the pane that has it: the others go on, and this one says so and can
 * be tried again. A piece that the server no longer has is the business of the page as a whole.
 */
export class PaneBoundary extends Component<PaneBoundaryProps, PaneBoundaryState> {
  override state: PaneBoundaryState = {};

  static getDerivedStateFromError(failure: unknown): PaneBoundaryState {
    return { failure: failure ?? new Error("nothing was said") };
  }

  static getDerivedStateFromProps(
    { about }: PaneBoundaryProps,
    state: PaneBoundaryState,
  ): PaneBoundaryState | null {
    return about === state.about ? null : { failure: undefined, about };
  }

  override render() {
    const { failure } = this.state;
    if (failure === undefined) return this.props.children;
    if (isGone(failure) && navigator.onLine) throw failure;
    const { name } = this.props;
    return (
      <div className={classes.failed}>
        <Notice kind="failure">{t`Couldn’t show “${name}” because of an error on this page.`}</Notice>
        <Button variant="default" onClick={() => this.setState({ failure: undefined })}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    );
  }
}
