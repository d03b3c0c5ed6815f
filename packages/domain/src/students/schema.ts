import * as z from "zod/mini";

export const StudentStatus = z.enum(["active", "paused", "transferred", "graduated", "withdrawn", "discharged"]);
export const GradeLevel = z.enum(["K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]);
export type GradeLevel = z.infer<typeof GradeLevel>;
export const StaffRelationship = z.enum(["form_master", "case_manager", "facilitator", "teacher", "clinician"]);
