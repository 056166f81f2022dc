import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { getuid, ppid } from 'node:process';

/** The result of a look. Equal results mean the same to the program. */
export type Found = string | Buffer;

/** Larger than any of our files, so that a mistaken argument does not fill the memory. */
export const LARGEST: number = 64 * 1024 * 1024;
export const TOO_LARGE = 'ERR_TOO_LARGE';

/**
 * Ways to look at what is outside of the program, except by netlink. Each takes a path or a name. They throw the
 * system's errors.
 */
export const LOOKS = {
  /** The contents of a file. A pipe is refused before it is opened, since what is read from it is lost. */
  content(path: string): Found {
    const found = statSync(path);
    if (!found.isFile()) throw noFile(path);
    if (found.size > LARGEST)
      throw Object.assign(new RangeError(`${path} is too large`), { code: TOO_LARGE });
    return readFileSync(path);
  },
  /**
   * The same for a regular file only: not through a symbolic link, nor from a pipe, on which the reader would wait
   * forever.
   */
  regular(path: string): Found {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      if (!fstatSync(fd).isFile()) throw noFile(path);
      return readFileSync(fd);
    } finally {
      closeSync(fd);
    }
  },
  names: (path: string): Found => readdirSync(path).join('/'),
  /** The names in a directory, with a trailing slash for directories. */
  entries: (path: string): Found =>
    readdirSync(path, { withFileTypes: true })
      .map((entry) => `${entry.name}${entry.isDirectory() ? '/' : ''}`)
      .join('\0'),
  /** Type and permissions of what the path leads to (`mode`), and of the path itself (`own-mode`). */
  mode: (path: string): Found => String(statSync(path).mode),
  'own-mode': (path: string): Found => String(lstatSync(path).mode),
  identity(path: string): Found {
    const { dev, ino } = statSync(path);
    return `${dev} ${ino}`;
  },
  target: (path: string): Found => readlinkSync(path),
  real: (path: string): Found => realpathSync(path),
  exists: (path: string): Found => (existsSync(path) ? 'yes' : 'no'),
  /** Whether a program may be executed; throws if not. */
  runs(path: string): Found {
    accessSync(path, constants.X_OK);
    return 'yes';
  },
  // Not imported: few runs need it, and loading it takes Node half a millisecond.
  release: (): Found => process.getBuiltinModule('node:os').release(),
  user: (): Found => String(getuid?.()),
  /** Whether this process is a service started by process 1. */
  service: (): Found => (process.env['INVOCATION_ID'] !== undefined && ppid === 1 ? 'yes' : 'no'),
} satisfies Readonly<Record<string, (of: string) => Found>>;

export type Kind = keyof typeof LOOKS;

const noFile = (path: string): Error =>
  Object.assign(new TypeError(`${path} is not a regular file`), { code: 'ERR_NO_FILE' });
