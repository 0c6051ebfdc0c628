/** What may be asked of a channel: shown by the groups its adapter has. */
export interface ChannelAbilities {
  cancel: boolean;
  confirm: boolean;
  arrange: boolean;
  label: boolean;
  acceptReturn: boolean;
  refuseReturn: boolean;
  toThread: boolean;
  underComment: boolean;
  privately: boolean;
  hideComment: boolean;
  template: boolean;
}

/** Of orders of our own, and of channels that are not set up here. */
export const NO_ABILITIES: ChannelAbilities = {
  cancel: false,
  confirm: false,
  arrange: false,
  label: false,
  acceptReturn: false,
  refuseReturn: false,
  toThread: false,
  underComment: false,
  privately: false,
  hideComment: false,
  template: false,
};
