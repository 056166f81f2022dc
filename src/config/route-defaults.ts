export const MAIN_TABLE = 254;

export const IPV4_METRIC = 0;
