/** Of the programs that a client may be, many are in none of the directories of a user. */
export const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
