import type { Form } from '../../model/language/device.ts';
import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

/** Reads yes or no for a setting that is a number in the kernel. */
export function readLevel({
  draft,
  attribute,
  form,
  value,
  node,
}: SaidKey<Extract<Form, { form: 'level' }>>): void {
  if (typeof value === 'boolean') say(draft, attribute, value ? form.on[0] : form.off, node);
}
