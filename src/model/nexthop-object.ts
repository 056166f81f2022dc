/**
 * A nexthop object (ip-nexthop(8)) that foreign routes use. These are never declared; they are kept so that they can be
 * restored together with the routes.
 */
export interface NexthopObject {
  readonly id: number;
  readonly family: number;
  readonly scope: number;
  readonly protocol: number;
  readonly flags: number;
  /** Name of the output link; null for a group and for a blackhole. */
  readonly link: string | null;
  /** The ids of a group's members. */
  readonly members: readonly number[];
  /** All its attributes except the id and the link, encoded by resources/beyond. */
  readonly attributes: string;
}
