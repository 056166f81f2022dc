import type { Declaration, DeclaredLink, Link, Place, Problem, Snapshot } from '../../model/index.ts';
import { vlanOfFunction } from '../../model/language/virtual-functions.ts';
import type { Wanted } from '../../resources/room.ts';

const COUNT = 'virtual-function-count';

/** Adds the declared VLANs of virtual functions to their cards. The number of a virtual function is only known from its live link. */
export function withFunctionVlans(
  links: readonly Wanted<Link>[],
  declaration: Declaration,
  snapshot: Snapshot,
  current: (id: string) => string | undefined,
  problems: Problem[],
): readonly Wanted<Link>[] {
  const vlans = new Map<
    string,
    { readonly attribute: string; readonly vlan: number; readonly place: Place }[]
  >();
  for (const { id, virtualFunction } of declaration.links) {
    const { vlan, of } = virtualFunction ?? {};
    if (vlan === undefined || of === undefined) continue;
    const name = current(id);
    const live = snapshot.links.find((link) => link.name === name);
    if (live === undefined) continue;
    const own = live.facts?.virtualFunction;
    const card = snapshot.links.find((link) => link.name === current(of));
    if (own === undefined || card === undefined || card.facts?.device !== own.of) {
      problems.push(noFunction(live, of, vlan.place));
      continue;
    }
    const said = { attribute: vlanOfFunction(own.number), vlan: vlan.id, place: vlan.place };
    vlans.set(card.name, [...(vlans.get(card.name) ?? []), said]);
  }
  if (vlans.size === 0) return links;
  const byWanted = new Map(declaration.links.map((declared) => [declared.link.name, current(declared.id)]));
  return links.map((wanted) => {
    const own = vlans.get(byWanted.get(wanted.item.name) ?? wanted.item.name) ?? [];
    const attributes = Object.fromEntries(own.map(({ attribute, vlan }) => [attribute, vlan]));
    const places = Object.fromEntries(own.map(({ attribute, place }) => [attribute, place]));
    return own.length === 0
      ? wanted
      : {
          ...wanted,
          item: { ...wanted.item, attributes: { ...wanted.item.attributes, ...attributes } },
          places: { ...wanted.places, ...places },
        };
  });
}

const noFunction = ({ name }: Link, card: string, source: Place): Problem => ({
  code: 'no-virtual-function',
  severity: 'error',
  message: `${name} is not a virtual function of ${card}: the VLAN is left out`,
  hint: 'look at physfn of its device: ls -l /sys/bus/pci/devices',
  source,
});

/** Tells whether a device is a virtual function that will come with a change of its card. */
export function comingFunctions(
  { links }: Declaration,
  linksOf: (card: DeclaredLink) => readonly Link[],
): (declared: DeclaredLink) => boolean {
  const changing = new Set<string>();
  for (const id of new Set(links.flatMap(({ virtualFunction }) => virtualFunction?.of ?? []))) {
    const card = links.find((declared) => declared.id === id);
    const wanted = card?.link.attributes[COUNT];
    const live = card === undefined ? [] : linksOf(card);
    if (live.some(({ attributes }) => attributes[COUNT] !== wanted)) changing.add(id);
  }
  return ({ virtualFunction }) => virtualFunction !== undefined && changing.has(virtualFunction.of);
}
