/** What Keto stores and is asked, in the short form in which people write it: `Project:p#editors@User:ann`. */
export const tuple = (text: string) => {
  const [, namespace = "", object = "", relation = "", subject = ""] = /^(\w+):([^#]+)#(\w*)@(.+)$/.exec(text) ?? []
  const set = /^(\w+):([^#]+)(?:#(\w*))?$/.exec(subject)
  return {
    namespace,
    object,
    relation,
    ...(set === null
      ? { subject_id: subject }
      : { subject_set: { namespace: set[1] ?? "", object: set[2] ?? "", relation: set[3] ?? "" } })
  }
}
