export const removeProduct = {
  title: 'Thôi bán món này?',
  yes: 'Thôi bán',
  busy: 'Đang gỡ xuống…',
  keep: 'Cứ bán tiếp',
  done: (name: string) => `Đã thôi bán ${name}.`,
};
