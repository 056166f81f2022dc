/**
 * The byte for a routing table in the header of a message: 0 for a number that does not fit, which is in an attribute
 * instead (rt_table_id).
 */
export const tableByte = (table: number): number => (table < 256 ? table : 0);
