import type { Form } from '../../model/language/device.ts';
import { featureAttribute, offloadOf } from '../../model/language/features.ts';
import { booleanOf } from '../coerce.ts';
import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

/** Reads features by the kernel's names, such as `{rx-vlan-filter: false}`; each becomes an attribute of its own. */
export function readFeatures(said: SaidKey<Extract<Form, { form: 'features' }>>): void {
  const { draft, key: name, node, reporter } = said;
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    const own = offloadOf(key.text);
    const on = value.kind === 'scalar' ? booleanOf(value.text) : undefined;
    if (!/^[a-z0-9]+(-[a-z0-9]+)+$/.test(key.text)) {
      const hint = '"ethtool -k" lists them: rx-vlan-filter, tx-nocache-copy …';
      reporter.error('wrong-key', key, `"${key.text}" is not a feature that "${name}" takes`, { hint });
    } else if (own !== undefined) {
      const hint = `use "${own}" instead`;
      reporter.error('wrong-key', key, `"${key.text}" has a key of its own`, { hint });
    } else if (on !== undefined) say(draft, featureAttribute(key.text), on, value);
  }
}
