import type { ComponentChildren } from "preact";
import { go, useLocation, withQuery } from "../state/location.ts";
import { Drawer } from "./overlay.tsx";

/** A drawer of the thing whose id the address holds under a name; closing it takes the id away. */
export function OpenedDrawer({
  name,
  title,
  children,
}: {
  name: string;
  title: string;
  children(id: string): ComponentChildren;
}) {
  const location = useLocation();
  const id = location.query.get(name);
  if (id === null) return null;
  return (
    <Drawer
      key={id}
      title={title}
      onClose={() => go(withQuery(location, { [name]: null }))}
    >
      {children(id)}
    </Drawer>
  );
}
