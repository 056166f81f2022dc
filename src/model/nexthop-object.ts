/** A nexthop object (ip-nexthop(8)) that routes of others lead by. None is declared: it is kept to be made again with them. */
export interface NexthopObject {
  readonly id: number;
  readonly family: number;
  readonly scope: number;
  readonly protocol: number;
  readonly flags: number;
  /** Name of the link that it leads out of; null for a group and for one that discards. */
  readonly link: string | null;
  /** The ids of a group's members. */
  readonly members: readonly number[];
  /** All its attributes but the id and the link, as resources/beyond has them. */
  readonly attributes: string;
}
