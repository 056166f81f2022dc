/** Names of the attributes that were changed, by the name of the link. */
export type ChangedAttributes = ReadonlyMap<string, ReadonlySet<string>>;
