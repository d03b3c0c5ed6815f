import { rooms, type Audiences } from "../../realtime/rooms.ts";

/** To the person alone. By then the server has taken their sockets out of every room they lost. */
export const accessAudiences: Audiences<"AccessChanged"> = {
  AccessChanged: (tenantId, payload) => [
    { room: rooms.person(tenantId, payload.userId), message: "AccessChanged", payload },
  ],
};
