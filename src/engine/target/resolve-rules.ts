import type { Declared, DeclaredLink, Problem, Rule, Snapshot } from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';
import type { NamesOf } from './remembering.ts';
import { wanted } from './wanted.ts';

interface ResolvedRules {
  readonly rules: readonly Wanted<Rule>[];
  readonly problems: readonly Problem[];
}

interface Known {
  readonly names: NamesOf;
  readonly links: readonly DeclaredLink[];
  readonly live: Snapshot['links'];
}

const SIDES = ['iif', 'oif'] as const;

/**
 * The declared rules with the names of the links that they are for; one for each link if a device has several. A rule can be there
 * before its link is, as the kernel compares names (fib_rules_event).
 */
export function resolveRules(declared: readonly Declared<Rule>[], known: Known): ResolvedRules {
  if (declared.every(({ item }) => item.iif === undefined && item.oif === undefined))
    return { rules: declared.map((d) => wanted(d, d.item)), problems: [] };
  const links = new Map(known.links.map((link) => [link.id, link]));
  const live = new Set(['lo', ...known.live.map(({ name }) => name)]);
  const wantedNames = new Set([...known.names.values()].flat());
  const problems: Problem[] = [];
  const namesFor = (id: string): readonly string[] => {
    const found = known.names.get(id) ?? [];
    const link = links.get(id);
    if (link === undefined) return [id];
    if (found.length > 0) return found;
    return link.match === undefined || link.setName !== undefined ? [link.link.name] : [];
  };
  const rules = declared.flatMap((d) => {
    let versions: readonly Rule[] = [d.item];
    for (const side of SIDES) {
      const id = d.item[side];
      if (id === undefined) continue;
      const found = namesFor(id);
      // A packet through one of the links would match the rule for another.
      const isSingle = d.item.inverted === true && found.length > 1;
      const source = d.places?.[side] ?? d.source;
      if (!links.has(id) && !live.has(id) && !wantedNames.has(id))
        problems.push(unknownLink(side, id, source));
      if (isSingle) problems.push(invertedForSeveral(side, id, found, source));
      const names = isSingle ? found.slice(0, 1) : found;
      versions = names.flatMap((name) => versions.map((rule) => ({ ...rule, [side]: name })));
    }
    return versions.map((rule) => wanted(d, rule));
  });
  return { rules, problems };
}

const unknownLink = (side: string, id: string, source: Problem['source']): Problem => ({
  code: 'undefined-interface',
  severity: 'warning',
  message: `"${side}": there is no link "${id}": the rule matches nothing until one has this name`,
  source,
});

const invertedForSeveral = (
  side: string,
  id: string,
  names: readonly string[],
  source: Problem['source'],
): Problem => ({
  code: 'rule-on-several-links',
  severity: 'error',
  message: `"${side}": "${id}" stands for ${names.join(', ')}: a rule with "invert" can be for one link only`,
  source,
});
