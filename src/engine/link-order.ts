import type { Link } from '../model/index.ts';
import type { Wanted } from '../resources/room.ts';

/** Lower devices and masters before the links that need them; otherwise in the given order. Cycles keep the given order. */
export function byDependency(wanted: readonly Wanted<Link>[]): Wanted<Link>[] {
  const byName = new Map(wanted.map((w) => [w.item.name, w]));
  const done = new Set<string>();
  const order: Wanted<Link>[] = [];
  const visit = (w: Wanted<Link>): void => {
    if (done.has(w.item.name)) return;
    done.add(w.item.name);
    for (const attribute of ['link', 'master']) {
      const needed = w.item.attributes[attribute];
      const other = typeof needed === 'string' ? byName.get(needed) : undefined;
      if (other !== undefined) visit(other);
    }
    order.push(w);
  };
  for (const w of wanted) visit(w);
  return order;
}
