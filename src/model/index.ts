export type { Address } from './address.ts';
export type { AddressLabel } from './address-label.ts';
export type { Client } from './client.ts';
export {
  type Declaration,
  type Declared,
  type DeclaredLink,
  type Match,
  NOTHING_DECLARED,
} from './declaration.ts';
export type { Diagnostic } from './diagnostic.ts';
export { ConfigError, EXIT, type ExitCode, NlapplyError } from './errors.ts';
export type { ForwardingEntry } from './forwarding-entry.ts';
export type { FouPort } from './fou-port.ts';
export type { GroupEntry } from './group-entry.ts';
export { alternativeNamesOf, HIDDEN, type Link, type LinkFacts } from './link.ts';
export type { Neighbor } from './neighbor.ts';
export type { NexthopObject } from './nexthop-object.ts';
export { type PackedRoutes, type PackedSeen, SEEN } from './packed-routes.ts';
export { type Place, placeText } from './place.ts';
export type { Action, Change, Plan, Problem, Step } from './plan.ts';
export type { Condition, Ignore, Pattern, Policy, PolicyClass, PolicyWord } from './policy.ts';
export { followsLink, type NameService, RESOLVCONF, RESOLVED, type Resolver } from './resolver.ts';
export type { Nexthop, Route, RouteOptions, RouteScope, RouteType } from './route.ts';
export type { Rule, RuleAction } from './rule.ts';
export {
  ITEM_TYPES,
  type Item,
  type ItemOf,
  type ItemType,
  itemsOf,
  LISTS,
  type ListOf,
  OF_MACHINE,
  type OfMachine,
  ON_DEMAND,
  ON_LINK,
  type OnDemandType,
  type OnLink,
  type OnLinkType,
  type Snapshot,
} from './snapshot.ts';
export type { AttributeStatus, ObjectState, ObjectStatus, Status } from './status.ts';
export {
  hasRuns,
  isRun,
  joinedSteps,
  lengthOf,
  partsOf,
  runOf,
  type StepPart,
  type StepRun,
  stepsBesideRuns,
} from './step-run.ts';
export { type Attributes, sameValue, type Value } from './value.ts';
