// Marks the field of a form that an error of the control API names.

/** Marks the field until it is changed, and moves the focus to it. */
export function markField(form, { member }) {
  const field = member && form.elements[member];
  if (!field) return;
  field.setAttribute('aria-invalid', 'true');
  field.addEventListener('input', () => field.removeAttribute('aria-invalid'), { once: true });
  field.focus();
}
