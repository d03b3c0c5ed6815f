/** What an input may name: one thing of each kind. */
export interface Ids {
  readonly session: string;
  readonly student: string;
  readonly signIn: string;
  readonly claim: string;
  readonly tenant: string;
  /** Of the session and the student. */
  readonly intervention: string;
  readonly program: string;
  readonly enrollment: string;
  readonly user: string;
  readonly room: string;
  /** A case of the school, its first entry and what that agreed on. */
  readonly case: string;
  readonly entry: string;
  readonly action: string;
}

type IdKind = keyof Ids;

export interface Sample {
  /** An input that the schema accepts. Null: the procedure takes none. */
  readonly input: ((ids: Ids) => Record<string, unknown>) | null;
  /** What each id in it names, by its path. */
  readonly ids: Readonly<Record<string, IdKind>>;
  /** Runs a password hash or changes who is signed in: walked once, not for every person. */
  readonly isAboutSignIn?: true;
}
