  # Serialised TorchScript, no Python: see layers.py. Methods of the class Encoder, whose head is written
  # with the names of its weights.
  # (B, T) int64 item indices, padded on the right with 0, and, for a model that is told times, (B, T)
  # int64 seconds from each event to the next, from the last one to the moment that is asked for
  # -> (B, d) user embedding after the last item
  def forward(self: __torch__.Encoder,
    item_ids: Tensor,
    gaps: Optional[Tensor]=None) -> Tensor:
    if torch.__is__(gaps, None):
      if self.timed:
        ops.prim.RaiseException("this model is told times: give the seconds from each event to the next as a second tensor")
      seconds = torch.zeros_like(item_ids)
    else:
      seconds = unchecked_cast(Tensor, gaps)
    layers = self.layers
    last = torch.clamp_min(torch.sub(torch.sum(torch.ne(item_ids, 0), [1]), 1), 0)
    windows = torch.arange(0, torch.size(item_ids, 0), 1, dtype=layers.int64, device=item_ids.device)
    rows = torch.add(torch.mul(windows, torch.size(item_ids, 1)), last)
    return (layers).users(item_ids, seconds, rows, (self).all())
  # int64 item indices of any shape S -> S + (d)
  def item_embeddings(self: __torch__.Encoder,
    item_ids: Tensor) -> Tensor:
    layers = self.layers
    return (layers).comparable(torch.embedding(self.items, item_ids))
  # As for forward -> (B, V + 1) scores; column 0 is padding and no item
  def scores(self: __torch__.Encoder,
    item_ids: Tensor,
    gaps: Optional[Tensor]=None) -> Tensor:
    layers = self.layers
    users = torch.div((self).forward(item_ids, gaps), self.temperature)
    return torch.matmul(users, torch.t((layers).comparable(self.items)))
