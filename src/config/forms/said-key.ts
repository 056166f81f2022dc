import type { DeviceKey, Form } from '../../model/language/device.ts';
import type { Draft } from '../draft.ts';
import type { Node } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/** A key of a device, to be read by its form. */
export interface SaidKey<F extends Form = Form> extends Omit<DeviceKey, 'form' | 'key'> {
  readonly draft: Draft;
  /** The spelling in the file. */
  readonly key: string;
  readonly form: F;
  /** The key's value in the file. */
  readonly node: Node;
  /** The value as typed by the schema; errors have been reported, and erroneous parts removed. */
  readonly value: unknown;
  readonly reporter: Reporter;
}
