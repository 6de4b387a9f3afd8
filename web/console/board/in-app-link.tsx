import type { ReactNode } from 'react';
import { pathOf, type Route } from '../use-route.js';

interface Props {
  to: Route;
  go: (route: Route) => void;
  label?: string;
  className?: string;
  children: ReactNode;
}

/** A link that stays in the app; with Ctrl or the middle button it opens as any other. */
export function InAppLink({ to, go, label, className, children }: Props) {
  return (
    <a
      href={pathOf(to)}
      aria-label={label}
      className={className}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
