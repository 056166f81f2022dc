import { commonKeys, portKeys } from '../../../src/model/language/common.ts';
import type { DeviceKey } from '../../../src/model/language/device.ts';
import { LANGUAGES } from '../../../src/model/language/languages.ts';
import type { ChangeClass } from '../../../src/resources/room.ts';
import type { Shown } from '../support/namespace.ts';

/** A device, or sections of them, as the configuration's text says it. */
export type Said = Readonly<Record<string, unknown>>;

/** One change of one attribute, from one value to another. */
export interface ChangeCase {
  readonly attribute: string;
  readonly how: ChangeClass;
  /** What the device says beside the keys of its kind: with the first value, with the second. */
  readonly says: readonly [first: Said, second: Said];
  /** Members of what `ip -j -d link` shows with the second value, wherever they stand. */
  readonly shows?: Shown;
  /** A flag of the link that the second value takes away. */
  readonly loses?: string;
  /** What needs.ts must find besides what the kind needs. */
  readonly needs?: readonly string[];
  /** Why the two values look alike to iproute2; then nothing is looked for. */
  readonly unseen?: string;
  /** The change is one of the link's state itself. */
  readonly fallsByWish?: true;
  /** The attribute is what ports it has. */
  readonly otherPorts?: true;
  /** The kernel would take the change in place, but … */
  readonly takenBut?: string;
}

/** All changes of one kind of device, and what they need. */
export interface KindCases {
  /** Kernel's name of the kind; `port of bridge` and the like for other tables. */
  readonly kind: string;
  /** What needs.ts must find. */
  readonly needs: readonly string[];
  readonly section: string;
  /** What each device of the kind says, unless a case says otherwise. */
  readonly device: Said;
  /** Sections of devices that are there beside it; the device's own name is `@` in them. */
  readonly beside?: Said;
  /** The name of the device when it is none that nlapply makes. */
  readonly name?: string;
  readonly nics?: readonly string[];
  readonly cases: readonly ChangeCase[];
}

/** What is not the same with all cases: the rest of what the device says, and expectations. */
export type More = Omit<Partial<ChangeCase>, 'attribute' | 'how' | 'says'> & { readonly with?: Said };

type Maker = (
  attribute: string,
  how: ChangeClass,
  first: unknown,
  second: unknown,
  more?: More,
) => ChangeCase;

/** Makes cases of one kind: `row('vlan.gvrp', 'live', false, true)`; `undefined` leaves the key out. */
export function casesOf(kind: string): Maker {
  return (attribute, how, first, second, { with: rest = {}, ...more } = {}) => {
    const key = keyOf(kind, attribute);
    return { attribute, how, says: [put(rest, key, first), put(rest, key, second)], ...more };
  };
}

/** Makes cases of eth0 as a port: what is said in a mapping of the master's is said there. */
export function portCasesOf(kind: string, section: string, master: Said): Maker {
  const own = casesOf(`port of ${kind}`);
  const ports = languagesOf(kind).flatMap(({ ports = [] }) => ports);
  return (attribute, how, first, second, { with: rest = {}, ...more } = {}) => {
    const { parameters, ...device } = rest;
    const said = { ...master, parameters: { ...inside(master['parameters']), ...inside(parameters) } };
    const beside = (value: Said): Said => ({ ...device, beside: { [section]: { m0: value } } });
    const mapping = ports.find((port) => port.attribute === attribute)?.key;
    if (mapping === undefined) return own(attribute, how, first, second, { ...more, with: beside(said) });
    const says = [first, second].map((value) => beside(put(said, `${mapping}.eth0`, value)));
    return { attribute, how, says: says as [Said, Said], ...more };
  };
}

const languagesOf = (kind: string) => LANGUAGES.filter((language) => language.kind === kind);

/** The key that stands for an attribute. */
function keyOf(kind: string, attribute: string): string {
  const own = languagesOf(kind).flatMap(({ keys }) => keys());
  const found = [...own, ...commonKeys(), ...portKeys()].find((key) => standsFor(key, attribute));
  return found?.key ?? OTHERS[attribute] ?? attribute;
}

/** Keys with readers of their own. */
const OTHERS: Readonly<Record<string, string>> = { state: 'activation-mode' };

const standsFor = ({ attribute, form }: DeviceKey, wanted: string): boolean =>
  form.form === 'switches'
    ? Object.values(form.words).includes(wanted)
    : attribute === wanted || (form.form === 'tunnel-keys' && form.output === wanted);

/** `put({a: 1}, 'b.c', 2)` is `{a: 1, b: {c: 2}}`. */
function put(into: Said, key: string, value: unknown): Said {
  if (value === undefined) return into;
  const [first = '', ...rest] = key.split('.');
  const inner = rest.length === 0 ? value : put(inside(into[first]), rest.join('.'), value);
  return { ...into, [first]: inner };
}

const inside = (value: unknown): Said => (value ?? {}) as Said;
