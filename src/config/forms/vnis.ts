import { isUnspecified, parseIp } from '../../model/ip.ts';
import { joinVnis, type VniRange, vniText } from '../../model/language/vnis.ts';
import { say } from '../draft.ts';
import { childOf, itemsOf, type Node } from '../node.ts';
import type { SaidKey } from './said-key.ts';

const GREATEST = 16777215;

/** Reads a list of ids, of ranges such as `200-210`, or of mappings such as `{id: 200-210, remote: 192.0.2.1}`. */
export function readVnis(said: SaidKey): void {
  const { draft, key, attribute, node, reporter } = said;
  const items = itemsOf(node);
  const seen: [VniRange, Node][] = [];
  for (const item of items) {
    const range = rangeIn(item, said);
    if (range === undefined) continue;
    const twin = seen.find(([other]) => other.from <= range.to && range.from <= other.to);
    if (twin === undefined) seen.push([range, item]);
    else {
      const related = { message: 'first here', span: twin[1] };
      reporter.error('duplicate-vni', item, `"${key}" has an id twice`, { related, list: node });
    }
  }
  if (seen.length < items.length) return;
  say(draft, attribute, joinVnis(seen.map(([range]) => range)).map(vniText), node);
}

function rangeIn(item: Node, { key, reporter }: SaidKey): VniRange | undefined {
  const id = item.kind === 'map' ? childOf(item, 'id') : item;
  const text = id?.kind === 'scalar' ? id.text : '';
  const [, first = '', last = first] = /^([0-9]{1,8})(?:-([0-9]{1,8}))?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === '' || from < 1 || to > GREATEST || from > to) {
    const message = `"${key}" lists VXLAN ids from 1 to ${GREATEST} and ranges of them, such as 100 or 200-210`;
    reporter.error('wrong-value', id ?? item, message);
    return undefined;
  }
  if (item.kind !== 'map') return { from, to };
  const strange = item.entries.find((entry) => !['id', 'remote'].includes(entry.key.text));
  if (strange !== undefined) {
    const message = `"${strange.key.text}" has no place in "${key}": an entry has "id" and "remote"`;
    reporter.error('unknown-key', strange.key, message);
    return undefined;
  }
  const end = childOf(item, 'remote');
  if (end === undefined) return { from, to };
  const ip = end.kind === 'scalar' ? parseIp(end.text) : undefined;
  if (ip === undefined || isUnspecified(ip)) {
    reporter.error('wrong-value', end, '"remote" must be an IP address without a prefix');
    return undefined;
  }
  return { from, to, remote: ip.text };
}
