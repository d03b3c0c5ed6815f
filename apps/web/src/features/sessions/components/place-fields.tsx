import type { LocationId, UserId } from "@handrail/domain/kernel/ids";
import type { ScheduleOptions } from "@handrail/domain/sessions/schedule-schema";
import { Select } from "@handrail/ui/select";

export type PlaceFieldsProps = {
  options: ScheduleOptions;
  locationId: LocationId | null;
  /** Left out where somebody else's form asks who leads. */
  facilitatorId?: UserId | null;
  onChange: (change: { locationId?: LocationId | null; facilitatorId?: UserId | null }) => void;
};

const none = "none";

/** The room, and who leads. */
export const PlaceFields = ({ options, locationId, facilitatorId, onChange }: PlaceFieldsProps) => (
  <div className="grid gap-4 sm:grid-cols-2">
    <Select
      label="Room"
      options={[
        ...options.rooms.map(({ id, name, capacity }) => ({
          value: id,
          label: capacity === null ? name : `${name} (${capacity} places)`,
        })),
        { value: none, label: "No room" },
      ]}
      value={locationId ?? none}
      onChange={(value) => onChange({ locationId: value === none ? null : (value as LocationId) })}
    />
    {facilitatorId !== undefined && (
      <Select
        label="Facilitator"
        options={[
          ...options.staff.map(({ id, name }) => ({ value: id, label: name })),
          { value: none, label: "Nobody yet" },
        ]}
        value={facilitatorId ?? none}
        onChange={(value) => onChange({ facilitatorId: value === none ? null : (value as UserId) })}
      />
    )}
  </div>
);
