/** What the byte for a routing table in a message's header holds: 0 for a number that it has no room for, which an attribute has (rt_table_id). */
export const tableByte = (table: number): number => (table < 256 ? table : 0);
