import { LOGS } from "../../messages/logs.ts";
import { useLocation } from "../../state/location.ts";
import { useViews } from "../../state/views.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Menu } from "../../ui/overlay.tsx";

/** Filters and columns under a name, kept on this device. */
export function ViewsMenu() {
  const { path, query } = useLocation();
  const { views, keep, drop } = useViews(path);
  const form = useForm({ name: "" }, async ({ name }) => {
    if (name.trim() === "") return;
    const kept = new URLSearchParams(query);
    kept.delete("open");
    keep({ name: name.trim(), query: kept.toString() });
    form.set({ name: "" });
  });
  return (
    <Menu label={LOGS.views}>
      {views.length === 0 && <p class="quiet">{LOGS.views_none}</p>}
      <ul class="stack-close">
        {views.map(({ name, query: kept }) => (
          <li key={name} class="row row-apart">
            <a href={kept === "" ? path : `${path}?${kept}`}>{name}</a>
            <Button kind="plain" onClick={() => drop(name)}>
              {LOGS.view_drop}
              <span class="unseen"> {name}</span>
            </Button>
          </li>
        ))}
      </ul>
      <Form form={form} label={LOGS.view_keep}>
        <Field label={LOGS.view_name} {...form.text("name")} />
        <div>
          <Button type="submit">{LOGS.view_keep}</Button>
        </div>
      </Form>
    </Menu>
  );
}
