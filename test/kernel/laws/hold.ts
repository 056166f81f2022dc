import { setTimeout as sleep } from 'node:timers/promises';
import type { ApplyResult } from '../../../src/engine/index.ts';
import type { Declaration, Plan, Step } from '../../../src/model/index.ts';
import { addresses } from '../../../src/resources/address/address.ts';
import { routes } from '../../../src/resources/route/route.ts';
import { applyDeclared, failureTexts, isWrite, stepText } from '../support/apply.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { type Case, declarationOf, NICS, type Sections } from './case.ts';
import { differencesOf, kindOf, type State, stateOf } from './dump.ts';
import { unlikePlan } from './events.ts';
import { ofForeign, ofWayBack } from './exempt.ts';
import { isForLackOfRoom, isOfLackOfRoom, withLessRoom } from './less-room.ts';
import { fooledBy } from './memory.ts';
import { otherOrders } from './rule-order.ts';
import { type Events, startEvents } from './start-events.ts';

/** A law that a case broke, and how. */
export class Broken extends Error {
  readonly law: string;
  constructor(law: string, details: readonly string[]) {
    super([`${law}:`, ...details.map((line) => `  ${line}`)].join('\n'));
    this.law = law;
  }
}

/** Somewhere nothing reaches: the kernel refuses a route by it. */
const IMPOSSIBLE = { 'far-eth1': { routes: [{ to: '10.254.0.0/16', via: '203.0.113.250' }] } };

/** With addresses of their own, as which is the lowest makes a difference to a bridge. */
const SETUP = NICS.flatMap((nic, i) => [
  `ip link add ${nic} address 02:00:00:00:e0:0${i} type veth peer name far-${nic} address 02:00:00:00:e1:0${i}`,
  `ip link set far-${nic} up`,
  `ip link set ${nic} up`,
]);

/** No duplicate address detection: it takes its time, and is tested elsewhere. */
const SETTINGS = [
  'for f in all default; do echo 0 >/proc/sys/net/ipv6/conf/$f/accept_dad; echo 0 >/proc/sys/net/ipv6/conf/$f/router_solicitations; done',
];

/** The leftovers as a script that a person can run. */
export const scriptOf = (given: Case): string => [...SETTINGS, ...SETUP, ...given.leftovers].join('\n');

export async function hold(given: Case): Promise<void> {
  const closing: (() => void)[] = [];
  const owner = { after: (close: () => void) => void closing.push(close) };
  try {
    const ns = await makeNamespace(owner);
    ns.sh([...SETTINGS, ...batchesOf([...SETUP, ...given.leftovers])].join('\n'));
    const events = await startEvents(owner, ns);
    const others = stateOf(ns);
    const declared = [mustDeclare(given.first), mustDeclare(given.second)];
    const around = { allowRecreate: given.allowRecreate, events, others, declared };
    let now = others;
    for (const which of ['first', 'second'] as const) {
      if (given.rolledBack === which) now = await holdBack(ns, given[which], which, now, around);
      now = await holdOne(ns, given[which], which, now, around);
    }
    const fooled = await fooledBy(ns, mustDeclare(given.second), given.allowRecreate);
    if (fooled.length > 0) throw new Broken('a run that remembers is not fooled', fooled);
  } finally {
    for (const close of closing) close();
  }
}

/** Lines as a shell gives them to iproute2 all at once: a process for each takes most of the time. */
function batchesOf(lines: readonly string[]): string[] {
  const words = lines.map((line) => /^(\w+) (.*)$/s.exec(line) ?? []);
  const batches = ['ip', 'bridge'].flatMap((tool) => {
    const own = words.flatMap(([, of, rest = '']) => (of === tool ? [rest] : []));
    if (own.length === 0) return [];
    return [`${tool} -force -batch - >/dev/null 2>&1 <<'END' || :\n${own.join('\n')}\nEND`];
  });
  const settings = lines.filter((line) => line.startsWith('echo '));
  return [...batches, ...settings.map((line) => `(${line}) 2>/dev/null || :`)];
}

function mustDeclare(sections: Sections): Declaration {
  const declaration = declarationOf(sections);
  if (declaration === undefined) throw new Error('a configuration that nobody could apply');
  return declaration;
}

interface Around {
  readonly allowRecreate: boolean;
  readonly events: Events;
  /** The machine before anything was applied, and all that will be declared on it. */
  readonly others: State;
  readonly declared: readonly Declaration[];
}

async function holdOne(
  ns: Namespace,
  sections: Sections,
  which: string,
  before: State,
  around: Around,
): Promise<State> {
  const { allowRecreate, events, others, declared } = around;
  const declaration = mustDeclare(sections);
  await events.mark();
  const sent: string[] = [];
  const result = await applyDeclared(ns, declaration, { allowRecreate, trace: (line) => sent.push(line) });
  const lines = await events.mark();
  const plan = planText(result.plan);
  const check = (law: string, details: readonly string[]): void => {
    if (details.length > 0) throw new Broken(`${law} (${which})`, [...details, 'Plan:', ...plan]);
  };
  const stopped = result.plan.problems.some((p) => p.stops === true);
  if (stopped) {
    check('a plan that stops writes nothing', sent.filter(isWrite));
    return before;
  }
  check(`no failures${codesOf(failureTexts(result))}`, failureTexts(result));
  check('nothing left over', result.remaining.map(stepText));
  // Whether a bridge of others follows its ports to an MTU with IPv6 or without shows afterwards only.
  const inDoubt = result.plan.steps.some(({ notes }) =>
    notes.some((note) => note.endsWith('would not show')),
  );
  check('one pass', inDoubt ? [] : secondPass(sent, others));
  const again: string[] = [];
  let second: Plan | undefined;
  await applyDeclared(ns, declaration, {
    allowRecreate,
    trace: (line) => again.push(line),
    onPlan: (p) => {
      second = p;
    },
  });
  check('a second plan is empty', (second?.steps ?? []).map(stepText));
  check(
    'what is left out is said by a second plan, too',
    leftOut(result.plan).filter((text) => !leftOut(second).includes(text)),
  );
  check('a second run writes nothing', again.filter(isWrite));
  check('events are as planned', unlikePlan(lines, result.plan, before));
  await settleCarriers(result.plan);
  const after = stateOf(ns);
  check('what is foreign is as before', [
    ...foreignChanges(others, before, after, declared, declaration, result),
    ...otherOrders(before, after, ({ protocol }) => protocol !== '78'),
  ]);
  return after;
}

/** Waits until the kernel has noticed that carriers are lost of which a plan tells: once in a second (linkwatch_schedule_work). */
async function settleCarriers({ problems }: Plan): Promise<void> {
  if (problems.some(({ code }) => code === 'no-carrier')) await sleep(1200);
}

const leftOut = (plan: Plan | undefined): string[] =>
  (plan?.problems ?? []).flatMap(({ message }) => (message.includes(' is left out: ') ? [message] : []));

/** What each look at the machine begins with: the dump of its links. */
const LOOK = 'RTM_GETLINK {extMask: skip_stats}';

/** Requests that write after the look that follows the first ones. */
function secondPass(sent: readonly string[], { links }: State): string[] {
  const first = sent.findIndex(isWrite);
  if (first < 0) return [];
  const look = sent.findIndex((line, i) => i > first && line === LOOK);
  if (look < 0) return [];
  const bridges = new Set([...links.values()].flatMap((l) => (kindOf(l) === 'bridge' ? [l['ifindex']] : [])));
  // Whether a bridge of others follows its ports' MTU does not show (br_mtu_auto_adjust).
  const isMtuOfBridge = (line: string): boolean => {
    const [, index] = /^RTM_NEWLINK \{index: (\d+), mtu: \d+\}$/.exec(line) ?? [];
    return bridges.has(Number(index));
  };
  return sent.slice(look).filter((line) => isWrite(line) && !isMtuOfBridge(line));
}

const planText = ({ steps, problems }: Plan): string[] => [
  ...steps.map(
    (step) => `${stepText(step)} [${step.reason}]${step.notes.map((note) => ` ! ${note}`).join('')}`,
  ),
  ...problems.map((p) => `${p.code}: ${p.message}`),
];

function foreignChanges(
  others: State,
  before: State,
  after: State,
  declared: readonly Declaration[],
  { policy }: Declaration,
  { plan }: ApplyResult,
): string[] {
  const links = new Set(declared.flatMap((d) => d.links.map(({ link }) => link.name)));
  const addressKeys = new Set(
    declared.flatMap((d) =>
      d.addresses.map(({ item }) =>
        item.family === 6 ? addresses.key(item) : `${item.link} ${item.address}`,
      ),
    ),
  );
  const routeKeys = new Set(
    declared.flatMap((d) => d.routes.map(({ item }) => routes.key(routes.normal(item)))),
  );
  const said = [
    ...plan.problems.map((p) => p.message),
    ...plan.steps.flatMap((s) => [s.reason, ...s.notes, ...(isPurge(s) ? [s.name] : [])]),
  ].join('\n');
  const words = new Set(said.split(/[\s,;:]+/));
  const isStrict = Object.values(policy ?? {}).includes('strict');
  // A VLAN that goes up or down with its device.
  const stated = new Set(
    plan.steps.flatMap(({ after: link, changes }) =>
      link?.type === 'link' && changes.some(({ attribute }) => attribute === 'state') ? [link.name] : [],
    ),
  );
  const isForeign = (list: string, name: string): boolean => {
    const [first = '', second = ''] = name.split(' ');
    switch (list) {
      case 'links':
        return (
          !links.has(name) &&
          others.links.has(name) &&
          before.links.has(name) &&
          !words.has(name) &&
          !/^far-/.test(name)
        );
      case 'addresses': {
        const key = `${first} ${second.split('/')[0]}`;
        return (
          others.addresses.has(name) &&
          before.addresses.has(name) &&
          !addressKeys.has(key) &&
          !said.includes(second) &&
          !words.has(first)
        );
      }
      case 'routes': {
        const item = before.routes.get(name);
        if (!others.routes.has(name) || item === undefined) return false;
        if (['kernel', 'dhcp', '78'].includes(String(item['protocol']))) return false;
        // With the IPv6 of a bridge of which the plan says that it may lose that.
        if (item['family'] === 6 && said.includes(`the MTU of ${String(item['dev'])} may become `))
          return false;
        // With a link that a strict policy takes away, or has go down.
        if (isStrict && words.has(String(item['dev']))) return false;
        return !routeKeys.has(routeKey(item)) && !said.includes(second);
      }
      case 'rules': {
        const item = before.rules.get(name);
        const purged = plan.steps.some(
          (s) => isPurge(s) && s.before?.type === 'rule' && s.before.priority === item?.['priority'],
        );
        return item !== undefined && others.rules.has(name) && item['protocol'] !== '78' && !purged;
      }
      case 'neighbors':
        return (
          others.neighbors.has(name) &&
          before.neighbors.has(name) &&
          !declared.some((d) => d.neighbors.some(({ item }) => `${item.link} ${item.to}` === name)) &&
          !said.includes(second) &&
          !words.has(first)
        );
      case 'settings':
        return !links.has(first) && others.settings.has(name) && !words.has(first);
      default:
        return false;
    }
  };
  const exempt = ofForeign(before, after);
  return differencesOf(
    before,
    after,
    (list, name, member) =>
      (list === 'links' && (exempt(name, member) || (member === 'flags' && stated.has(name)))) ||
      (list === 'addresses' && member === 'secondary') ||
      (list === 'routes' && ofPaths(member)),
  ).filter((line) => {
    const [, list = '', rest = ''] = /^(\w+): (.*)$/s.exec(line) ?? [];
    const name = [...before[list as keyof State].keys()].find(
      (n) => rest.startsWith(`${n}: `) || rest.startsWith(`${n} is gone`),
    );
    return name !== undefined && isForeign(list, name);
  });
}

/**
 * Of several paths that over a link that is down is marked dead, as is that over one that has no IPv4 address any more, which then
 * stays so until it gets an address again (fib_disable_ip, fib_sync_up).
 */
const ofPaths = (member: string): boolean => /^nexthops\.\d+\.flags$/.test(member);

/** Of what is not declared, by a strict policy. */
const isPurge = ({ reason }: Step): boolean => reason === 'not declared, policy strict';

function routeKey(item: Readonly<Record<string, unknown>>): string {
  const dst = String(item['dst']);
  const six = item['family'] === 6;
  const to =
    dst === 'default' ? (six ? '::/0' : '0.0.0.0/0') : dst.includes('/') ? dst : `${dst}/${six ? 128 : 32}`;
  const table = item['table'] === undefined || item['table'] === 'main' ? 254 : item['table'];
  return `${to} table ${table} metric ${item['metric'] ?? 0}`;
}

/** Applies with a last route that the kernel refuses, and compares. */
async function holdBack(
  ns: Namespace,
  sections: Sections,
  which: string,
  before: State,
  { allowRecreate }: Around,
): Promise<State> {
  const failing = { ...sections, ethernets: { ...sections['ethernets'], ...IMPOSSIBLE } };
  const result = await applyDeclared(ns, mustDeclare(failing), { allowRecreate });
  if (result.plan.problems.some((p) => p.stops === true)) return before;
  // A strict policy has taken away what the impossible route is to leave by.
  if (result.plan.problems.some((p) => p.code === 'link-missing' && p.message.includes('far-eth1')))
    return stateOf(ns);
  const plan = planText(result.plan);
  const check = (law: string, details: readonly string[]): void => {
    if (details.length > 0) throw new Broken(`${law} (${which})`, [...details, 'Plan:', ...plan]);
  };
  const failures = failureTexts(result);
  const lacking = withLessRoom([...failures, ...result.plan.problems.map(({ message }) => message)], before);
  const leavesOut = failures.some((text) => isForLackOfRoom(text, lacking));
  const unexpected = failures.filter(
    (text) => !text.includes('10.254.0.0/16') && !isForLackOfRoom(text, lacking),
  );
  check(`only the impossible fails${codesOf(unexpected)}`, unexpected);
  const isBack = result.rolledBack || result.plan.steps.length === 1 || leavesOut;
  check('the run is rolled back', isBack ? [] : [...result.remaining.map(stepText), 'not rolled back']);
  await settleCarriers(result.plan);
  for (let n = 0; ; n++) {
    const after = stateOf(ns);
    const differences = changesOf(before, after).filter(
      (line) =>
        !isOfLackOfRoom(line, lacking, before) &&
        !isToldToLackCarrier(line, before, result.plan) &&
        !isOfDeadPath(line, result.plan),
    );
    if (differences.length === 0) return after;
    // Some things come a little later by themselves.
    if (n === 50) check('the way back restores the dump', differences);
    await sleep(100);
  }
}

/**
 * Whether a difference is one of a route by nexthop objects of which the way back says that its link has no carrier: it is gone,
 * or has lost that path. A bridge without ports has a carrier until its address or priority is set (br_port_state_selection), so
 * that it may be wrong there.
 */
const isToldToLackCarrier = (line: string, before: State, { problems }: Plan): boolean =>
  [...before.routes].some(
    ([name, { nhid, dst }]) =>
      (line.startsWith(`routes: ${name} is gone`) ||
        (line.startsWith(`routes: ${name}: `) && OF_PATHS.test(line.slice(`routes: ${name}: `.length)))) &&
      nhid !== undefined &&
      problems.some(({ code, message }) => code === 'no-carrier' && message.includes(` ${String(dst)} `)),
  );

/** Members of a route's paths, and of the group of nexthop objects by which it has them. */
const OF_PATHS = /^(nexthops|nh_info)\.|^(gateway|dev|flags) was /;

/** Whether a difference is one of the paths of a route of which the way back says that it has fewer. */
const isOfDeadPath = (line: string, { problems }: Plan): boolean =>
  /^routes: .*: (nexthops\.\d+\.\w+|gateway|dev|flags) was /.test(line) &&
  problems.some(({ code }) => code === 'path-down');

/** What was refused, and how: a smaller case that something else is refused in is another story. */
const codesOf = (failures: readonly string[]): string => {
  const codes = failures.map((text) => /RTM_\w+: [A-Z]+/.exec(text)?.[0] ?? 'other');
  return codes.length === 0 ? '' : `, but ${[...new Set(codes)].join(', ')}`;
};

function changesOf(before: State, after: State): string[] {
  const exempt = ofWayBack(before, after);
  return [
    ...differencesOf(
      before,
      after,
      (list, name, member) =>
        (list === 'links' && exempt(name, member)) || (list === 'routes' && ofPaths(member)),
    ),
    ...otherOrders(before, after),
  ];
}
