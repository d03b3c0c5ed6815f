import { Page } from "../../../shell/page.tsx";

export const ProgramScreen = ({ programId }: { programId: string }) => <Page title="Program">{programId}</Page>;
