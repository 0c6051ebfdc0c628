export interface ChannelCategory {
  id: string;
  /** null at the top. */
  parentId: string | null;
  name: string;
  /** Only leaves take products. */
  isLeaf: boolean;
}

export interface ChannelAttribute {
  /** The name of its answer in ProductSnapshot.answers: `attr:<the channel's id>`. */
  field: string;
  /** As the channel shows it to sellers. */
  name: string;
  isRequired: boolean;
  /** `choices`: several; their ids are joined with commas in the answer. */
  kind: 'choice' | 'choices' | 'text' | 'number';
  /** An answer holds a choice's id. A text may be taken beside the list where `isOpen`. */
  choices: { id: string; name: string }[];
  isOpen: boolean;
}

/** Where products go on a channel. The answer `categoryId` of a product is a leaf's id. */
export interface CategoriesClient {
  tree(): Promise<ChannelCategory[]>;
  attributes(categoryId: string): Promise<ChannelAttribute[]>;
  /** The channel's own guess from a title, best first. Absent where it has none. */
  suggest?(title: string): Promise<string[]>;
}
