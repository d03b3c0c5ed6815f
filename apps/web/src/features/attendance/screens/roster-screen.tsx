export const RosterScreen = ({ sessionId }: { sessionId: string }) => <h1>{sessionId}</h1>;
