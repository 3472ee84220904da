/**
 * Facts derived from a click's request: country, network, device, bot, repeat, and the stored form
 * of its address. No database and no clock: files are read when opened, and the time is passed in.
 *
 * Usage: `const geo = GeoReader.open({ country_file: null, asn_file: null });
 * geo.country("8.8.8.8");`
 *
 * @module
 */
export { isDataCentre } from "./data_centre.ts";
export { GeoReader } from "./geo_reader.ts";
export type { GeoFiles } from "./geo_reader.ts";
export { MARK, markNames, NOT_VALID } from "./marks.ts";
export { readDevice } from "./read_device.ts";
export type { Device } from "./read_device.ts";
export { RepeatMemory } from "./repeat_memory.ts";
export type { FirstVisit } from "./repeat_memory.ts";
export { storedAddress } from "./stored_address.ts";
export { userAgentId } from "./user_agent_id.ts";
export { visitorKey, visitorSeed } from "./visitor_key.ts";
