import { type Connection, NetlinkError, type Request, typeName } from '../../src/netlink/index.ts';

const ERRNO = {
  EPERM: 1,
  ENOENT: 2,
  ESRCH: 3,
  EBUSY: 16,
  EEXIST: 17,
  ENODEV: 19,
  EINVAL: 22,
  EADDRNOTAVAIL: 99,
} as const;
export type Refusal = keyof typeof ERRNO | 'ERR_NETLINK_OUTCOME_UNKNOWN';

const errorOf = (code: Refusal): NetlinkError =>
  code === 'ERR_NETLINK_OUTCOME_UNKNOWN'
    ? new NetlinkError({ code })
    : new NetlinkError({ errno: ERRNO[code] });

/** A kernel that refuses what it is told to refuse, and remembers each batch. */
export class Kernel {
  readonly batches: Request[][] = [];
  readonly #refuse: (request: Request) => Refusal | undefined;

  constructor(refuse: (request: Request) => Refusal | undefined = () => undefined) {
    this.#refuse = refuse;
  }

  get connection(): Connection {
    const fake: Pick<Connection, 'batch' | 'dump'> = {
      batch: (requests: readonly Request[]) => {
        this.batches.push([...requests]);
        const errors = requests.flatMap((request, i) => {
          const code = this.#refuse(request);
          return code === undefined ? [] : [[i, errorOf(code)] as const];
        });
        return Promise.resolve(new Map(errors));
      },
      dump: () => Promise.resolve([]),
    };
    // Nothing but these two is used of a connection.
    return fake as Connection;
  }

  get sent(): string[] {
    return this.batches.map((batch) => batch.map(typeName).join(' '));
  }
}

/** A kernel of which nothing but rtnetlink is asked. */
export const withoutGeneric = (route: Connection): { route: Connection; generic: () => never } => ({
  route,
  generic: () => {
    throw new Error('generic netlink is not expected to be used');
  },
});
