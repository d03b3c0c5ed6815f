import * as z from "zod/mini";

export const JobStatus = z.enum(["queued", "running", "done", "failed", "cancelled"]);
