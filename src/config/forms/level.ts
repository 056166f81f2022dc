import type { Form } from '../../model/language/device.ts';
import { say } from '../draft.ts';
import type { SaidKey } from './forms.ts';

/** Yes or no for a setting that the kernel has as a number. */
export function readLevel({
  draft,
  attribute,
  form,
  value,
  node,
}: SaidKey<Extract<Form, { form: 'level' }>>): void {
  if (typeof value === 'boolean') say(draft, attribute, value ? form.on[0] : form.off, node);
}
