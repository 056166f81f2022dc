import type { Value } from '../model/index.ts';
import {
  FILTERS,
  type Filter,
  filtersIn,
  filterValue,
  isSameFilter,
} from '../model/language/qdiscs/filters.ts';
import { handleText } from '../model/language/qdiscs/handle.ts';
import type { OptionTable, QdiscOptions } from '../model/language/qdiscs/option.ts';
import { areAsDeclared, optionWords } from '../model/language/qdiscs/options-text.ts';
import { tableOf } from '../model/language/qdiscs/qdisc.ts';
import {
  CLASSES,
  childrenIn,
  childText,
  classesIn,
  classTable,
  classText,
  QDISCS,
} from '../model/language/qdiscs/tree.ts';

/** A class, or a discipline in one. */
interface Entry {
  readonly id: number;
  /** What cannot change in place: the kind, and what a class is below. */
  readonly what: string;
  readonly table: OptionTable;
  readonly options: QdiscOptions;
  readonly text: string;
}

/** The differences below a root discipline, a line each: + added, - removed, ~ changed. */
export function trafficText(
  attribute: string,
  before: Value | undefined,
  after: Value | undefined,
): readonly string[] {
  if (attribute === FILTERS) return filtersText(filtersIn(before), filtersIn(after));
  if (attribute !== CLASSES && attribute !== QDISCS) return [];
  const entries = attribute === CLASSES ? classEntries : childEntries;
  const [had, wanted] = [entries(before), entries(after)];
  const kept = new Set(wanted.map(({ id }) => id));
  const known = new Map(had.map((one) => [one.id, one]));
  return [
    ...had.filter(({ id }) => !kept.has(id)).map(({ text }) => `- ${text}`),
    ...wanted.flatMap((one) => entryText(known.get(one.id), one)),
  ];
}

const classEntries = (value: Value | undefined): readonly Entry[] =>
  classesIn(value).map((one) => ({
    ...{ id: one.id, what: `${one.kind} ${one.parent}`, table: classTable(one.kind) },
    ...{ options: one.options, text: classText(one) },
  }));

const childEntries = (value: Value | undefined): readonly Entry[] =>
  childrenIn(value).map((one) => ({
    ...{ id: one.parent, what: one.qdisc.kind, table: tableOf(one.qdisc.kind) },
    ...{ options: one.qdisc.options, text: childText(one) },
  }));

function entryText(had: Entry | undefined, { id, what, table, options, text }: Entry): readonly string[] {
  if (had === undefined) return [`+ ${text}`];
  if (had.what !== what) return [`- ${had.text}`, `+ ${text}`];
  const { lists: _, ...alone } = table;
  const changes = Object.entries(table.options).flatMap(([name, option]) => {
    const one: OptionTable = { ...alone, options: { [name]: option } };
    if (areAsDeclared(one, options, had.options)) return [];
    const told = (all: QdiscOptions): string =>
      optionWords(one, { ...(option.usual !== undefined && { [name]: option.usual }), ...all })[1] ?? 'unset';
    return [`${name} ${told(had.options)} -> ${told(options)}`];
  });
  return changes.length === 0 ? [] : [`~ ${handleText(id)} ${changes.join(', ')}`];
}

const filtersText = (before: readonly Filter[], after: readonly Filter[]): readonly string[] => [
  ...before
    .filter((one) => !after.some((other) => isSameFilter(other, one)))
    .map((one) => `- ${filterText(one)}`),
  ...after
    .filter((one) => !before.some((other) => isSameFilter(one, other)))
    .map((one) => `+ ${filterText(one)}`),
];

const filterText = (filter: Filter): string => {
  const value = filterValue(filter);
  return (Array.isArray(value) ? value : []).join(' ');
};
