/**
 * The name servers and search domains of a link. The kernel does not know them: they are held by systemd-resolved or
 * resolvconf, or are in a file that nlapply keeps. Identity: the link.
 */
export interface Resolver {
  readonly type: 'resolver';
  readonly link: string;
  /** Canonical addresses, in the order in which they are queried. */
  readonly addresses: readonly string[];
  /** Lower case, without a trailing dot; a leading `~` marks a domain that only routes queries. */
  readonly search: readonly string[];
  /**
   * Who holds them: see {@link NameService}. For a declared resolver this is known only after the machine has been
   * observed.
   */
  readonly through?: string;
  /** Live only: systemd-networkd provides them, and systemd-resolved accepts nobody else's for this link. */
  readonly managed?: true;
  /** Our mark, if the holder can store one. */
  readonly protocol?: number;
}

export const RESOLVED = 'systemd-resolved';
export const RESOLVCONF = 'resolvconf';

/** The holders that can be named in the configuration; anything else is the path of a file. */
export const NAME_SERVICE_CHOICES = ['auto', 'resolved', 'resolvconf', 'none'] as const;

/** How names are resolved on a machine, in a network namespace. */
export type NameService =
  /** By one of these programs. `managed`: links for which it listens to systemd-networkd only. */
  | { readonly through: typeof RESOLVED | typeof RESOLVCONF; readonly managed?: readonly string[] }
  /**
   * By a file in the format of resolv.conf(5), given by its path. `ours`: as nlapply wrote it. `changed`: nlapply wrote
   * it, and somebody changed it. `others`: somebody else's. `symlink`: it leads to another file (`target`), which
   * others write.
   */
  | {
      readonly through: `/${string}`;
      readonly state: 'absent' | 'ours' | 'changed' | 'others' | 'symlink';
      readonly target?: string;
    }
  /** Nowhere to put them. `passing`: this is no fault, as it is intended or temporary. */
  | { readonly through: null; readonly why: string; readonly passing?: true };

/** Whether name servers disappear with the link and follow its renaming; those in a file stay there. */
export const followsLink = ({ through }: Pick<Resolver, 'through'>): boolean => through === RESOLVED;
