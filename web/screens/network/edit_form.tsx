import type { ComponentChildren } from "preact";
import { Submit } from "../../doors/sign_in.tsx";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { Form } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { Edit } from "./use_edit.ts";

/** The form of a thing that exists, with what others changed meanwhile. */
export function EditForm<Values extends object>({
  edit,
  label,
  can_save = true,
  children,
}: {
  edit: Edit<Values>;
  label: string;
  /** Whether the button stands there; a form that saves itself apart needs it only when changed. */
  can_save?: boolean;
  children: ComponentChildren;
}) {
  const { form, changed, is_saved } = edit;
  return (
    <Form form={form} label={label}>
      {children}
      {changed.length > 0 && (
        <Notice tone="warn" title={NET.changed_meanwhile}>
          <ul>
            {changed.map(({ name, before, now }) => (
              <li key={name}>{NET.changed_line(name, before, now)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div class="row">
        {can_save && <Submit label={say.save} is_sending={form.is_sending} />}
        <span role="status">{is_saved ? NET.saved : ""}</span>
      </div>
    </Form>
  );
}
