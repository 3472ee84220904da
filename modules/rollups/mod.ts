/**
 * Blocks of clicks and conversions by columns, which reports are counted from; written with the rows
 * that they count.
 *
 *     import { BlockBuilder, insertBlocks, packBlock } from "../rollups/mod.ts";
 *
 * @module
 */
export { BlockBuilder, DIMENSIONS, SUBS } from "./block.ts";
export type { Axis, Block, DimensionColumn, Facts } from "./block.ts";
export { countDeltas, readDeltas } from "./copy_deltas.ts";
export type { CopiedDeltas } from "./copy_deltas.ts";
export { cubesOfAxis } from "./cubes.ts";
export type { CubeForm } from "./cubes.ts";
export { blocksOfDeltas } from "./delta_blocks.ts";
export { reportCounts } from "./report_counts.ts";
export type { Column } from "./column.ts";
export { copyBlocks, parseBlocks } from "./copy_blocks.ts";
export type { StoredBlock } from "./copy_blocks.ts";
export { insertBlocks, pickPacked } from "./insert_blocks.ts";
export type { BlockForm } from "./insert_blocks.ts";
export { AUDIT_REPORTS_JOB, ReportAuditError } from "./audit_reports.ts";
export { isWrong } from "./compare_day.ts";
export type { ComparedDay } from "./compare_day.ts";
export { describeDay } from "./describe_day.ts";
export { recountDays, verifyReports } from "./verify_reports.ts";
export type { VerifyOptions } from "./verify_reports.ts";
export { dropsClicksBefore } from "./recount_day.ts";
export { packBlock, unpackBlock } from "./pack_block.ts";
export type { BlockColumn, PackedBlock } from "./pack_block.ts";
export { sortDay } from "./sort_day.ts";
export { createRollupParts } from "./rollup_parts.ts";
export type { RollupParts } from "./rollup_parts.ts";
export { Thread } from "./thread.ts";
export type { ThreadAnswer } from "./thread.ts";
