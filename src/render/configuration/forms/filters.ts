import { PLAIN_ACTIONS } from '../../../model/language/qdiscs/action-kinds.ts';
import {
  actionTable,
  type Filter,
  type FilterAction,
  filtersIn,
  NOWHERE,
} from '../../../model/language/qdiscs/filters.ts';
import { handleText } from '../../../model/language/qdiscs/handle.ts';
import type { Value } from '../../../model/value.ts';
import type { Node } from '../document.ts';
import { optionNode } from './option-node.ts';

/** Filters as they are declared, without those that cannot be; undefined if there are none. */
export function filterNodes(value: Value | undefined): Node | undefined {
  const all = filtersIn(value).filter(({ actions }) => actions.every(({ to }) => to !== NOWHERE));
  return all.length === 0 ? undefined : all.map(filterNode);
}

function filterNode({ at, priority, protocol, kind, class: into, match, actions }: Filter): Node {
  return {
    ...{ parent: at, priority },
    ...(protocol !== 'all' && { protocol }),
    kind,
    ...match,
    ...(into !== 0 && { class: handleText(into) }),
    ...(actions.length > 0 && {
      actions: actions.map((one, i) => actionNode(one, i === actions.length - 1)),
    }),
  };
}

function actionNode({ kind, options, to }: FilterAction, isLast: boolean): Node {
  if (PLAIN_ACTIONS.some((word) => word === kind)) return kind;
  const table = actionTable(kind);
  const said = Object.entries(table.options).flatMap(([name, { how }]): [string, Node][] => {
    const value = options[name];
    if (value === undefined || (name === 'direction' && value === 0)) return [];
    if (name === 'conform' && value === (isLast ? 0 : 3)) return [];
    return [[name, optionNode(value, how)]];
  });
  return { kind, ...(to !== undefined && { to }), ...Object.fromEntries(said) };
}
