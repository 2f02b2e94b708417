import { stored } from "./stored.ts"
import { tuple } from "./tuple.ts"

/** What a Keto with our OPL file has to answer to one question, given some tuples: yes, no, or that the question is wrong. */
export interface Case {
  readonly title: string
  readonly tuples: ReadonlyArray<string>
  readonly question: string
  readonly answer: boolean | 400
}

const home = "Project:p#organization@Organization:o"

/** The same for a real Keto and the stand-in: what they do not agree on, nothing else may be tested with. */
export const cases: ReadonlyArray<Case> = [
  { title: "nobody may view", tuples: [], question: "Project:p#view@User:ann", answer: false },
  {
    title: "an editor may create tasks",
    tuples: ["Project:p#editors@User:ann"],
    question: "Project:p#create_task@User:ann",
    answer: true
  },
  {
    title: "an editor may edit",
    tuples: ["Project:p#editors@User:ann"],
    question: "Project:p#edit@User:ann",
    answer: true
  },
  {
    title: "an editor may view",
    tuples: ["Project:p#editors@User:ann"],
    question: "Project:p#view@User:ann",
    answer: true
  },
  {
    title: "a viewer may view",
    tuples: ["Project:p#viewers@User:ann"],
    question: "Project:p#view@User:ann",
    answer: true
  },
  {
    title: "a viewer may not create tasks",
    tuples: ["Project:p#viewers@User:ann"],
    question: "Project:p#create_task@User:ann",
    answer: false
  },
  {
    title: "a viewer may not edit",
    tuples: ["Project:p#viewers@User:ann"],
    question: "Project:p#edit@User:ann",
    answer: false
  },
  {
    title: "an editor of one project has nothing in another",
    tuples: ["Project:p#editors@User:ann"],
    question: "Project:q#view@User:ann",
    answer: false
  },
  {
    title: "a program is an editor like a person",
    tuples: ["Project:p#editors@Client:ann"],
    question: "Project:p#create_task@Client:ann",
    answer: true
  },
  {
    title: "a program is not the person of its name",
    tuples: ["Project:p#editors@User:ann"],
    question: "Project:p#create_task@Client:ann",
    answer: false
  },
  {
    title: "an id is not the set of its name",
    tuples: ["Project:p#editors@ann"],
    question: "Project:p#create_task@User:ann",
    answer: false
  },
  {
    title: "a set is not the id of its name",
    tuples: ["Project:p#editors@User:ann"],
    question: "Project:p#create_task@ann",
    answer: false
  },
  {
    title: "an id is a subject",
    tuples: ["Project:p#editors@ann"],
    question: "Project:p#create_task@ann",
    answer: true
  },
  {
    title: "ids may have dots, underscores, tildes and dashes",
    tuples: ["Project:p#editors@User:a.b_c~d-E9"],
    question: "Project:p#edit@User:a.b_c~d-E9",
    answer: true
  },
  {
    title: "ids differ by case",
    tuples: ["Project:p#editors@User:ann"],
    question: "Project:p#edit@User:Ann",
    answer: false
  },
  { title: "a project is its organization's", tuples: [home], question: home, answer: true },
  {
    title: "a project is not another organization's",
    tuples: [home],
    question: "Project:p#organization@Organization:other",
    answer: false
  },
  {
    title: "a project may be of two organizations",
    tuples: [home, "Project:p#organization@Organization:other"],
    question: "Project:p#organization@Organization:other",
    answer: true
  },
  {
    title: "an organization's admin may create tasks in its projects",
    tuples: [home, "Organization:o#admins@User:ann"],
    question: "Project:p#create_task@User:ann",
    answer: true
  },
  {
    title: "an organization's admin may view its projects",
    tuples: [home, "Organization:o#admins@User:ann"],
    question: "Project:p#view@User:ann",
    answer: true
  },
  {
    title: "an organization's member may view its projects",
    tuples: [home, "Organization:o#members@User:ann"],
    question: "Project:p#view@User:ann",
    answer: true
  },
  {
    title: "an organization's member may not edit its projects",
    tuples: [home, "Organization:o#members@User:ann"],
    question: "Project:p#edit@User:ann",
    answer: false
  },
  {
    title: "an admin of another organization has nothing in a project",
    tuples: [home, "Organization:other#admins@User:ann"],
    question: "Project:p#view@User:ann",
    answer: false
  },
  {
    title: "an editor of a project has nothing in its organization",
    tuples: [home, "Project:p#editors@User:ann"],
    question: "Organization:o#view@User:ann",
    answer: false
  },
  {
    title: "all members of an organization may be editors",
    tuples: ["Project:p#editors@Organization:guests#members", "Organization:guests#members@User:ann"],
    question: "Project:p#create_task@User:ann",
    answer: true
  },
  {
    title: "who is no member is not among the members who are editors",
    tuples: ["Project:p#editors@Organization:guests#members", "Organization:guests#admins@User:ann"],
    question: "Project:p#create_task@User:ann",
    answer: false
  },
  {
    title: "an unknown relation is refused",
    tuples: ["Project:p#editors@User:ann"],
    question: "Project:p#createTask@User:ann",
    answer: 400
  },
  {
    title: "an unknown namespace is answered with no",
    tuples: ["Project:p#editors@User:ann"],
    question: "Projekt:p#edit@User:ann",
    answer: false
  },
  {
    title: "an unknown namespace of the subject is answered with no",
    tuples: ["Project:p#editors@User:ann"],
    question: "Project:p#edit@Person:ann",
    answer: false
  }
]

/** What a Keto answers in a case; afterwards its tuples are gone again. */
export const answerOf = async (
  { readUrl, writeUrl }: { readonly readUrl: string; readonly writeUrl: string },
  { question, tuples }: Case
): Promise<unknown> => {
  const { insert, remove } = stored(writeUrl)
  await insert(tuples)
  const response = await fetch(`${readUrl}/relation-tuples/check/openapi`, {
    method: "POST",
    body: JSON.stringify(tuple(question))
  })
  const body: unknown = await response.json()
  await remove(tuples)
  if (response.status !== 200) return response.status
  return typeof body === "object" && body !== null && "allowed" in body ? body.allowed : body
}
