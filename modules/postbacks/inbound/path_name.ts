/** Whether a mapped name is a path into JSON, such as `data.object.id` or `lines[0].price`. */
export function isPath(spelling: string): boolean {
  return /[.[]/.test(spelling);
}
