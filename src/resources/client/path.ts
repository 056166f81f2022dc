/** Many of the programs are in directories that are not in the PATH of an ordinary user. */
export const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
