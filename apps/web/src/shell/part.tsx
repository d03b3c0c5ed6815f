import { useRouter } from "@tanstack/react-router";
import { Component, type ReactNode } from "react";

import { queryClient } from "../lib/api.ts";
import { tellFault } from "../lib/faults.ts";
import { FaultState } from "./fault-state.tsx";

interface PartProps {
  /** Our name for it, in the server's log: `open-work`. */
  readonly name: string;
  /** Its name for people: "The open work". */
  readonly title: string;
  /** Lies over the page rather than in it. */
  readonly isOver?: boolean;
  readonly children: ReactNode;
}

interface Caught {
  readonly error: unknown;
  readonly has: boolean;
}

class Boundary extends Component<PartProps & { readonly route: () => string }, Caught> {
  override state: Caught = { error: undefined, has: false };

  static getDerivedStateFromError(error: unknown): Caught {
    return { error, has: true };
  }

  override componentDidCatch(error: unknown): void {
    tellFault(error, { route: this.props.route(), part: this.props.name });
  }

  again = async (): Promise<void> => {
    // What it was drawn from may be the cause, so it is asked for again, and drawn when that has come.
    if (navigator.onLine) {
      queryClient.removeQueries({ type: "inactive" });
      await queryClient.refetchQueries({ type: "active" });
    }
    this.setState({ error: undefined, has: false });
  };

  override render(): ReactNode {
    const { children, title, isOver = false } = this.props;
    if (!this.state.has) return children;
    const state = <FaultState error={this.state.error} level={3} title={title} onRetry={() => void this.again()} />;
    return isOver ? <div className="fixed inset-x-4 bottom-20 z-40 mx-auto max-w-lg">{state}</div> : state;
  }
}

/** A part of a page that fails alone: an error while drawing it leaves the rest of the page as it is. */
export const Part = (props: PartProps) => {
  const router = useRouter();
  return <Boundary {...props} route={() => router.state.matches.at(-1)?.routeId ?? "unknown"} />;
};
